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
        var errors = new InputErrors();
        var parameters = new TParameters();
        SeriesColumns? read = null;
        var member = new DataMember(SeriesReader.Member, SeriesReader.Table.Expected, (ref Utf8Scanner scanner, InputErrors faults) =>
        {
            read?.Dispose();
            read = SeriesReader.Read(ref scanner, faults);
        });
        DataReader.Read(request.Data.Span, [member], Parameters, parameters, errors);
        using var series = read;
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
        Engines.Parameters.InputSchema.Create(SeriesReader.Member, SeriesReader.Schema(), Parameters.Descriptions);
}
