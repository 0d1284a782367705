using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;
using TlEngine.Executions.Requests;

namespace TlEngine.Engines.Pipelines;

/// <summary>The positions of a request, each read once however many steps work on them.</summary>
internal sealed class RequestPositions(PipelineReader read, InputErrors errors)
{
    private readonly Dictionary<string, PositionColumns?> _byPointer = new(StringComparer.Ordinal);

    public IReadOnlyList<PositionColumns> All => [.. _byPointer.Values.OfType<PositionColumns>()];

    /// <summary>Those in a step's own input; null where there are none, which its engine then says.</summary>
    public PositionColumns? Of(InputObject input) => Known(input, input.Pointer);

    /// <summary>Those that a reference into the pipeline's input finds.</summary>
    public PositionColumns? Of(Reference reference)
    {
        if (reference.Path is [PositionReader.Member] && read.Input.Positions is not null)
        {
            return Known(read.Input, read.Input.Pointer);
        }

        var pointer = $"{read.Input.Pointer}/{string.Join('/', reference.Path.Select(JsonPointer.Escape))}";
        if (_byPointer.TryGetValue(pointer, out var known) || InputLookup.Find(read.Input, reference.Path) is not { } json)
        {
            return known;
        }

        var scanner = new Utf8Scanner(json.Span);
        var faults = new InputErrors();
        var columns = PositionReader.Read(ref scanner, faults);
        Report(faults.ToList(), pointer);
        return _byPointer[pointer] = columns;
    }

    private PositionColumns? Known(InputObject input, string pointer)
    {
        if (input.Positions is { } positions && _byPointer.TryAdd(pointer, positions))
        {
            Report(input.PositionFaults, pointer + PositionReader.Table.Pointer);
        }

        return input.Positions;
    }

    /// <summary>With the place where they are for the one that the reader knows them by.</summary>
    private void Report(IReadOnlyList<Executions.InputError> faults, string pointer)
    {
        foreach (var fault in faults)
        {
            var within = fault.Pointer.StartsWith(PositionReader.Table.Pointer, StringComparison.Ordinal)
                ? fault.Pointer[PositionReader.Table.Pointer.Length..]
                : fault.Pointer;
            errors.Add(pointer + within, fault.Detail);
        }
    }
}
