using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>An engine whose <c>data</c> is <c>positions</c> and flat parameters.</summary>
internal abstract class TrackEngine<TParameters> : ITrackEngine
    where TParameters : TrackParameters, new()
{
    public abstract EngineDescriptor Descriptor { get; }

    public ParameterTable<TParameters> Parameters { get; } = new();

    public Preparation Prepare(EngineRequest request)
    {
        var errors = new InputErrors();
        var parameters = new TParameters();
        PositionColumns? positions = null;
        var member = new DataMember(PositionReader.Member, PositionReader.Table.Expected, (ref Utf8Scanner scanner, InputErrors faults) =>
        {
            positions?.Dispose();
            positions = PositionReader.Read(ref scanner, faults);
        });
        DataReader.Read(request.Data.Span, [member, .. OtherMembers(parameters)], Parameters, parameters, errors);
        if (errors.Count == 0)
        {
            return new Preparation.Ready(new TrackCall<TParameters>(this, positions!, parameters, borrowed: false));
        }

        positions?.Dispose();
        return new Preparation.Refused(errors.ToList());
    }

    public Preparation Prepare(EngineRequest request, PositionColumns positions)
    {
        var errors = new InputErrors();
        var parameters = new TParameters();
        DataReader.Read(request.Data.Span, OtherMembers(parameters), Parameters, parameters, errors);
        return errors.Count == 0
            ? new Preparation.Ready(new TrackCall<TParameters>(this, positions, parameters, borrowed: true))
            : new Preparation.Refused(errors.ToList());
    }

    /// <summary>The parameters of a run: those of the request, with what it left to the clock.</summary>
    public virtual TParameters Effective(TParameters parameters, EngineRun run) => parameters;

    public abstract TrackResult Run(PositionColumns positions, TParameters parameters, CancellationToken cancellationToken);

    /// <summary>The schema of this engine's input.</summary>
    protected JsonNode InputSchema() =>
        Engines.Parameters.InputSchema.Create(PositionReader.Member, PositionReader.Schema(), Parameters.Descriptions);

    /// <summary>What <c>data</c> has beside positions and flat parameters; it is read into the parameters.</summary>
    protected virtual IReadOnlyList<DataMember> OtherMembers(TParameters parameters) => [];
}
