using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>An engine whose <c>data</c> is <c>positions</c> and flat parameters.</summary>
internal abstract class TrackEngine<TParameters> : IEngine
    where TParameters : TrackParameters, new()
{
    public abstract EngineDescriptor Descriptor { get; }

    public ParameterTable<TParameters> Parameters { get; } = new();

    public Preparation Prepare(EngineRequest request)
    {
        var scanner = new Utf8Scanner(request.Data.Span);
        var errors = new InputErrors();
        var parameters = new TParameters();
        var positions = ReadMembers(ref scanner, parameters, errors);
        if (scanner.Broken)
        {
            errors.Add("", "Not well-formed JSON.");
        }

        if (errors.Count == 0)
        {
            return new Preparation.Ready(new TrackCall<TParameters>(this, positions!, parameters));
        }

        positions?.Dispose();
        return new Preparation.Refused(errors.ToList());
    }

    /// <summary>The parameters of a run: those of the request, with what it left to the clock.</summary>
    public virtual TParameters Effective(TParameters parameters, EngineRun run) => parameters;

    public abstract TrackResult Run(PositionColumns positions, TParameters parameters, CancellationToken cancellationToken);

    /// <summary>The schema of this engine's input.</summary>
    protected JsonNode InputSchema() =>
        Engines.Parameters.InputSchema.Create(PositionReader.Member, PositionSchema.Create(), Parameters.Descriptions);

    private PositionColumns? ReadMembers(ref Utf8Scanner scanner, TParameters parameters, InputErrors errors)
    {
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected("", scanner.Skip(), "an object");
            return null;
        }

        PositionColumns? positions = null;
        var found = false;
        while (scanner.NextMember(out var name))
        {
            if (name.SequenceEqual("positions"u8))
            {
                found = true;
                positions?.Dispose();
                positions = PositionReader.Read(ref scanner, errors);
            }
            else if (!Parameters.TryRead(name, ref scanner, parameters, errors))
            {
                errors.AddUnknown("", name, $"{PositionReader.Member}, {Parameters.Names}");
                scanner.Skip();
            }
        }

        if (!found)
        {
            errors.Add(PositionReader.Pointer, $"Missing; expected {PositionReader.Expected}.");
        }

        return positions;
    }
}
