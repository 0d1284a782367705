using System.Text.Json.Nodes;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Series;

/// <summary>An engine whose <c>data</c> is <c>series</c> and flat parameters.</summary>
internal abstract class SeriesEngine<TParameters> : IEngine
    where TParameters : SeriesParameters, new()
{
    public abstract EngineDescriptor Descriptor { get; }

    public ParameterTable<TParameters> Parameters { get; } = new();

    public Preparation Prepare(EngineRequest request)
    {
        var scanner = new Utf8Scanner(request.Data.Span);
        var errors = new InputErrors();
        var parameters = new TParameters();
        using var series = ReadMembers(ref scanner, parameters, errors);
        if (scanner.Broken)
        {
            errors.Add("", "Not well-formed JSON.");
        }

        if (errors.Count > 0)
        {
            return new Preparation.Refused(errors.ToList());
        }

        var flags = new SeriesFlagCounts();
        var points = new PointReader(series!, parameters.EqualTimes, flags).Read();
        Check(points, parameters, errors);
        if (errors.Count == 0)
        {
            return new Preparation.Ready(new SeriesCall<TParameters>(this, series!.Count, points, flags, parameters));
        }

        points.Dispose();
        return new Preparation.Refused(errors.ToList());
    }

    public abstract SeriesResult Run(Points points, TParameters parameters, CancellationToken cancellationToken);

    /// <summary>Finds what only the points and the parameters together make a fault.</summary>
    protected virtual void Check(Points points, TParameters parameters, InputErrors errors)
    {
    }

    /// <summary>The schema of this engine's input.</summary>
    protected JsonNode InputSchema() =>
        Engines.Parameters.InputSchema.Create(SeriesReader.Member, SeriesSchema.Create(), Parameters.Descriptions);

    private SeriesColumns? ReadMembers(ref Utf8Scanner scanner, TParameters parameters, InputErrors errors)
    {
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected("", scanner.Skip(), "an object");
            return null;
        }

        SeriesColumns? series = null;
        var found = false;
        while (scanner.NextMember(out var name))
        {
            if (name.SequenceEqual("series"u8))
            {
                found = true;
                series?.Dispose();
                series = SeriesReader.Read(ref scanner, errors);
            }
            else if (!Parameters.TryRead(name, ref scanner, parameters, errors))
            {
                errors.AddUnknown("", name, $"{SeriesReader.Member}, {Parameters.Names}");
                scanner.Skip();
            }
        }

        if (!found)
        {
            errors.Add(SeriesReader.Pointer, $"Missing; expected {SeriesReader.Expected}.");
        }

        return series;
    }
}
