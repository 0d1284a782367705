using System.Text;
using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;
using TlEngine.Executions;

namespace TlEngine.Engines.Pipelines;

/// <summary>Reads an <c>input</c> in one pass. Positions, which most of the bytes are, are parsed on the way instead of skipped.</summary>
/// <param name="data">All that the scanner walks over.</param>
internal sealed class InputObjectReader(ReadOnlyMemory<byte> data, InputErrors errors)
{
    private readonly List<InputMember> _members = [];
    private PositionColumns? _positions;
    private IReadOnlyList<InputError> _faults = [];

    /// <summary>Takes the next value; null where it is no object.</summary>
    /// <param name="withReferences">Whether references mean anything in it.</param>
    public InputObject? Read(ref Utf8Scanner scanner, string pointer, bool withReferences)
    {
        scanner.Peek();
        var start = scanner.At;
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected(pointer, scanner.Skip(), "an object");
            return null;
        }

        while (scanner.NextMember(out var utf8))
        {
            var name = Encoding.UTF8.GetString(utf8);
            var value = TakeValue(ref scanner, name);
            _members.Add(new InputMember(
                name, value, withReferences ? HoleFinder.Find(value.Span, $"{pointer}/{JsonPointer(name)}", errors) : []));
        }

        return new InputObject(pointer, data[start..scanner.At], _members) { Positions = _positions, PositionFaults = _faults };
    }

    private static string JsonPointer(string name) => Executions.Requests.JsonPointer.Escape(name);

    private ReadOnlyMemory<byte> TakeValue(ref Utf8Scanner scanner, string name)
    {
        var first = scanner.Peek();
        var start = scanner.At;
        if (name == PositionReader.Member && (first == (byte)'[' || (first == (byte)'{' && !IsReference(ref scanner))))
        {
            scanner.At = start;
            var faults = new InputErrors();
            _positions = PositionReader.Read(ref scanner, faults);
            _faults = faults.ToList();
        }
        else
        {
            scanner.At = start;
            scanner.Skip();
        }

        return data[start..scanner.At];
    }

    private static bool IsReference(ref Utf8Scanner scanner) =>
        scanner.TryTake((byte)'{') && scanner.NextMember(out var name) && name.SequenceEqual("$ref"u8);
}
