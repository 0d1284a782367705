using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Reads <c>data</c>: <c>{input, steps, return}</c>.</summary>
internal sealed class PipelineReader(ReadOnlyMemory<byte> data, InputErrors errors)
{
    public const int MostSteps = 32;

    private static readonly string ExpectedSteps = $"an array of 1 to {MostSteps} steps";

    public InputObject Input { get; private set; } = InputObject.Empty;

    public List<StepDraft> Steps { get; } = [];

    /// <summary>Ids of the steps whose results are wanted; null: all.</summary>
    public List<string>? Returned { get; private set; }

    public void Read()
    {
        var scanner = new Utf8Scanner(data.Span);
        new ObjectReader(
            errors,
            new ObjectMember("input", "an object", ReadInput, required: false),
            new ObjectMember("steps", ExpectedSteps, ReadSteps),
            new ObjectMember("return", "an array of steps' ids", ReadReturned, required: false)).Read(ref scanner, "");
        if (scanner.Broken)
        {
            errors.Add("", "Not well-formed JSON.");
        }
    }

    private bool ReadInput(ref Utf8Scanner scanner, string pointer)
    {
        Input = new InputObjectReader(data, errors).Read(ref scanner, pointer, withReferences: false) ?? InputObject.Empty;
        return true;
    }

    private bool ReadSteps(ref Utf8Scanner scanner, string pointer)
    {
        if (!scanner.TryTake((byte)'['))
        {
            return false;
        }

        var count = 0;
        for (; scanner.NextItem(); count++)
        {
            if (count < MostSteps)
            {
                Steps.Add(new StepReader(data, errors).Read(ref scanner, $"{pointer}/{count}"));
            }
            else
            {
                scanner.Skip();
            }
        }

        if (count is 0 or > MostSteps)
        {
            errors.Add(pointer, $"Found {count} steps; expected {ExpectedSteps}.");
        }

        return true;
    }

    private bool ReadReturned(ref Utf8Scanner scanner, string pointer)
    {
        if (scanner.TryLiteral("null"u8))
        {
            return true;
        }

        if (!scanner.TryTake((byte)'['))
        {
            return false;
        }

        Returned = [];
        while (scanner.NextItem())
        {
            if (!scanner.TryText(out var id))
            {
                return false;
            }

            Returned.Add(Encoding.UTF8.GetString(id));
        }

        return true;
    }
}
