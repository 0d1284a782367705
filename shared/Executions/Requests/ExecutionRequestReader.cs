using System.Text;
using System.Text.Json;

namespace TlEngine.Executions.Requests;

/// <summary>Reads <c>{engine_id, action?, data, options?, task_id?}</c>; every fault is reported, not only the first.</summary>
public static class ExecutionRequestReader
{
    private const int MaxIdLength = 200;

    /// <param name="engineId">From the path; then the body must not name another one.</param>
    /// <param name="acceptsTaskId">True for tasks over AMQP.</param>
    public static RequestReading Read(ReadOnlyMemory<byte> body, string? engineId = null, bool acceptsTaskId = false)
    {
        var inspection = JsonInspection.Of(body);
        if (inspection.Fault is not null)
        {
            return new RequestReading.Bad(new Refusal(ErrorCodes.MalformedJson, inspection.Fault));
        }

        List<InputError> errors = [];
        var request = Read(inspection.Members, engineId, acceptsTaskId, errors);
        return errors.Count == 0
            ? new RequestReading.Good(request)
            : new RequestReading.Bad(new Refusal(
                ErrorCodes.Validation, "The request does not have the shape that is expected; errors names every fault.", errors), request);
    }

    /// <summary>Reads the members that make a request; the faults go to <paramref name="errors"/>.</summary>
    /// <param name="alsoKnown">Members that were taken out before, for the message about an unknown one.</param>
    internal static ExecutionRequest Read(
        IReadOnlyList<JsonMember> members, string? engineId, bool acceptsTaskId, List<InputError> errors, string alsoKnown = "")
    {
        var action = "run";
        string? taskId = null;
        string? named = null;
        ReadOnlyMemory<byte>? data = null;
        var options = ExecutionOptions.Default;
        foreach (var member in members)
        {
            switch (member.Name)
            {
                case "engine_id":
                    named = Text(member, errors);
                    break;
                case "action" when !IsNull(member):
                    action = Text(member, errors) ?? action;
                    break;
                case "data":
                    data = member.Value;
                    break;
                case "options" when !IsNull(member):
                    options = new ExecutionOptionsReader(errors).Read(member.Value);
                    break;
                case "task_id" when acceptsTaskId && !IsNull(member):
                    taskId = Text(member, errors);
                    break;
                case "action" or "options":
                    break;
                case "task_id" when acceptsTaskId:
                    break;
                default:
                    errors.Add(new InputError(
                        $"/{JsonPointer.Escape(member.Name)}",
                        $"is not a member of a request; known are engine_id, action, data, options{(acceptsTaskId ? ", task_id" : "")}{alsoKnown}"));
                    break;
            }
        }

        CheckEngine(engineId, named, errors);
        if (data is null)
        {
            errors.Add(new InputError("/data", "is missing; expected the engine's input, an object"));
        }
        else if (data.Value.Span[0] != (byte)'{')
        {
            errors.Add(new InputError("/data", "must be an object"));
        }

        return new ExecutionRequest(engineId ?? named ?? "", action, data ?? "{}"u8.ToArray(), options, taskId);
    }

    private static void CheckEngine(string? fromPath, string? named, List<InputError> errors)
    {
        if (fromPath is null && named is null && !errors.Exists(error => error.Pointer == "/engine_id"))
        {
            errors.Add(new InputError("/engine_id", "is missing; expected an engine's id, for example \"track.summary\""));
        }
        else if (fromPath is not null && named is not null && named != fromPath)
        {
            errors.Add(new InputError("/engine_id", $"is \"{named}\", but the path names \"{fromPath}\""));
        }
    }

    private static bool IsNull(JsonMember member) => member.Value.Span.SequenceEqual("null"u8);

    private static string? Text(JsonMember member, List<InputError> errors)
    {
        var reader = new Utf8JsonReader(member.Value.Span);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= MaxIdLength } text
            && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        var shown = Encoding.UTF8.GetString(member.Value.Span[..Math.Min(member.Value.Length, 80)]);
        errors.Add(new InputError($"/{member.Name}", $"is {shown}; expected a string of 1 to {MaxIdLength} characters"));
        return null;
    }
}
