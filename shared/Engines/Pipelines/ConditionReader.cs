using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Reads <c>when</c>: <c>{"ref": "#/…", "equals": …}</c> or <c>{"step": id, "status": …}</c>.</summary>
internal sealed class ConditionReader(ReadOnlyMemory<byte> data, InputErrors errors)
{
    /// <summary>In the order of <see cref="Comparison"/>.</summary>
    public static readonly string[] Names = ["exists", "equals", "not_equals", "greater_than", "at_least", "less_than", "at_most"];

    private static readonly string Expected =
        $"{{\"ref\": \"#/…\"}} with one of {string.Join(", ", Names)}, or {{\"step\": id, \"status\": {StepStatusNames.Expected}}}";

    private Reference? _reference;
    private string? _step;
    private StepStatus? _status;
    private Comparison? _comparison;
    private ReadOnlyMemory<byte> _value;
    private int _comparisons;

    /// <summary>Takes the next value; null where it is no condition.</summary>
    public Condition? Read(ref Utf8Scanner scanner, string pointer)
    {
        var before = errors.Count;
        ObjectMember[] comparisons =
            [.. Names.Select((name, i) => new ObjectMember(name, ExpectedOf((Comparison)i), Reader((Comparison)i), required: false))];
        var read = new ObjectReader(
            errors,
            [
                new ObjectMember("ref", Reference.Expected, ReadReference, required: false),
                .. comparisons,
                new ObjectMember("step", "a step's id", ReadStep, required: false),
                new ObjectMember("status", StepStatusNames.Expected, ReadStatus, required: false),
            ]).Read(ref scanner, pointer, Expected);
        if (!read || errors.Count > before)
        {
            return null;
        }

        var isOfValue = _reference is not null && _comparisons == 1 && _step is null && _status is null;
        var isOfStep = _reference is null && _comparisons == 0 && _step is not null && _status is not null;
        if (isOfValue)
        {
            return new Condition.OfValue(_reference!, _comparison!.Value, _value);
        }

        if (isOfStep)
        {
            return new Condition.OfStep(_step!, _status!.Value);
        }

        errors.Add(pointer, $"Not a condition; expected {Expected}.");
        return null;
    }

    private static string ExpectedOf(Comparison comparison) => comparison switch
    {
        Comparison.Exists => "true or false",
        Comparison.Equals or Comparison.NotEquals => "any JSON",
        _ => "a number",
    };

    private static string? Text(ref Utf8Scanner scanner) => scanner.TryText(out var text) ? Encoding.UTF8.GetString(text) : null;

    private bool ReadReference(ref Utf8Scanner scanner, string pointer)
    {
        _reference = Text(ref scanner) is { } text ? Reference.Parse(text) : null;
        return _reference is not null;
    }

    private bool ReadStep(ref Utf8Scanner scanner, string pointer)
    {
        _step = Text(ref scanner);
        return _step is not null;
    }

    private bool ReadStatus(ref Utf8Scanner scanner, string pointer)
    {
        _status = StepStatusNames.Parse(Text(ref scanner));
        return _status is not null;
    }

    private ObjectMember.Reader Reader(Comparison comparison) => (ref Utf8Scanner scanner, string pointer) =>
    {
        var first = scanner.Peek();
        var start = scanner.At;
        var good = comparison switch
        {
            Comparison.Exists => scanner.TryLiteral("true"u8) || scanner.TryLiteral("false"u8),
            Comparison.Equals or Comparison.NotEquals => Skip(ref scanner) && first != 0,
            _ => scanner.TryNumber(out _),
        };
        (_comparison, _value) = (comparison, data[start..scanner.At]);
        _comparisons++;
        return good;
    };

    private static bool Skip(ref Utf8Scanner scanner)
    {
        scanner.Skip();
        return !scanner.Broken;
    }
}
