using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Pipelines;

/// <summary>The columns that steps work on and go on with, as far as anyone asks for them.</summary>
internal sealed class StepPositions(PipelinePlan plan) : IDisposable
{
    private readonly PositionColumns?[] _given = new PositionColumns?[plan.Steps.Count];
    private readonly PositionColumns?[] _left = new PositionColumns?[plan.Steps.Count];
    private readonly int[]?[] _kept = new int[]?[plan.Steps.Count];
    private readonly bool[] _ran = new bool[plan.Steps.Count];
    private readonly List<PositionColumns> _own = [];

    /// <summary>Notes which rows a step that has just run goes on with.</summary>
    /// <param name="rows">Null: all of them.</param>
    public void Keep(Step step, int[]? rows) => (_kept[step.Index], _ran[step.Index]) = (rows, true);

    /// <summary>What a step works on; null, with the reason, where the step before has nothing of the kind.</summary>
    public (PositionColumns? Columns, string? Fault) Given(Step step, Func<int, ReadOnlyMemory<byte>?> resultOf)
    {
        if (_given[step.Index] is { } known)
        {
            return (known, null);
        }

        var source = step.Positions!;
        var (columns, fault) = source.Reference is { } reference ? Follow(reference, resultOf) : (source.Columns, null);
        _given[step.Index] = columns;
        return (columns, fault);
    }

    public void Dispose()
    {
        foreach (var columns in _own.Concat(plan.Columns))
        {
            columns.Dispose();
        }
    }

    private (PositionColumns? Columns, string? Fault) Follow(Reference reference, Func<int, ReadOnlyMemory<byte>?> resultOf)
    {
        var other = plan.Steps[plan.IndexOf(reference.Step!)];
        if (reference.IsPositions && other.Positions is not null)
        {
            return (Left(other, resultOf), null);
        }

        if (JsonLookup.Find(resultOf(other.Index)!.Value, reference.Path) is not { } json)
        {
            return (null, $"there is nothing at \"{reference.Text}\"");
        }

        var faults = new InputErrors();
        var scanner = new Utf8Scanner(json.Span);
        var columns = PositionReader.Read(ref scanner, faults);
        if (columns is not null)
        {
            _own.Add(columns);
        }

        return faults.Count == 0 ? (columns, null) : (null, $"{faults.ToList()[0].Pointer}: {faults.ToList()[0].Detail}");
    }

    private PositionColumns Left(Step step, Func<int, ReadOnlyMemory<byte>?> resultOf)
    {
        if (_left[step.Index] is { } known)
        {
            return known;
        }

        // A step of an attempt before this one: its columns are made again, from the same request and its stored result.
        var (given, _) = Given(step, resultOf);
        var rows = _ran[step.Index] ? _kept[step.Index] : KeptIn(resultOf(step.Index)!.Value);
        if (rows is null)
        {
            return _left[step.Index] = given!;
        }

        var left = given!.Take(rows);
        _own.Add(left);
        return _left[step.Index] = left;
    }

    /// <summary>The member <c>kept</c> of a stored result; null where the engine has none and leaves out nothing.</summary>
    private static int[]? KeptIn(ReadOnlyMemory<byte> result)
    {
        if (JsonLookup.Find(result, ["kept"]) is not { } json)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(row => row.GetInt32())];
    }
}
