using System.Text.Json;
using TlEngine.Executions.Requests;

namespace TlEngine.Executions.Batches;

/// <summary>Reads <c>{items: […]}</c> down to its items; those are read one by one, so that a faulty one fails alone.</summary>
public static class BatchReader
{
    public const int MaxItems = 1000;

    public static BatchReading Read(ReadOnlyMemory<byte> body)
    {
        var inspection = JsonInspection.Of(body);
        if (inspection.Fault is not null)
        {
            return new BatchReading([], new Refusal(ErrorCodes.MalformedJson, inspection.Fault));
        }

        List<InputError> errors =
        [
            .. inspection.Members.Where(member => member.Name != "items").Select(member => new InputError(
                $"/{JsonPointer.Escape(member.Name)}", "is not a member of a batch; known is items")),
        ];
        var value = inspection.Members.FirstOrDefault(member => member.Name == "items").Value;
        var items = value.Span.StartsWith("["u8) ? Split(value) : [];
        if (items.Count is 0 or > MaxItems)
        {
            errors.Add(new InputError("/items", Fault(value, items.Count)));
        }

        return errors.Count == 0
            ? new BatchReading(items)
            : new BatchReading(
                [], new Refusal(ErrorCodes.Validation, "The request does not have the shape that is expected; errors names every fault.", errors));
    }

    private static string Fault(ReadOnlyMemory<byte> value, int count) =>
        value.IsEmpty ? $"is missing; expected an array of 1 to {MaxItems} requests"
        : !value.Span.StartsWith("["u8) ? $"must be an array of 1 to {MaxItems} requests"
        : $"has {count} requests; expected 1 to {MaxItems}";

    /// <summary>The items as slices of the array, which is known to be well-formed.</summary>
    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> array)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(array[start..(int)reader.BytesConsumed]);
        }

        return items;
    }
}
