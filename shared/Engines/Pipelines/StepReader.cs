using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Reads one step.</summary>
internal sealed class StepReader(ReadOnlyMemory<byte> data, InputErrors errors)
{
    private const int LongestId = 64;
    private const double LongestTimeoutSeconds = 3600;

    public StepDraft Read(ref Utf8Scanner scanner, string pointer)
    {
        var draft = new StepDraft(pointer);
        new ObjectReader(
            errors,
            new ObjectMember("id", "1 to 64 of the characters a–z, 0–9, _ and -", (ref Utf8Scanner at, string _) =>
            {
                draft.Id = Text(ref at);
                return draft.Id.Length is > 0 and <= LongestId && draft.Id.All(IsPlain);
            }),
            new ObjectMember("engine", "an engine's id", (ref Utf8Scanner at, string _) =>
            {
                draft.EngineId = Text(ref at);
                return draft.EngineId.Length > 0;
            }),
            new ObjectMember("input", "an object", (ref Utf8Scanner at, string own) =>
            {
                draft.Input = new InputObjectReader(data, errors).Read(ref at, own, withReferences: true);
                return true;
            }),
            new ObjectMember("when", "a condition", (ref Utf8Scanner at, string own) =>
            {
                draft.When = at.TryLiteral("null"u8) ? null : new ConditionReader(data, errors).Read(ref at, own);
                return true;
            }, required: false),
            new ObjectMember("on_error", "fail or skip", (ref Utf8Scanner at, string _) =>
            {
                var word = Text(ref at);
                draft.SkipsOnError = word == "skip";
                return word is "fail" or "skip";
            }, required: false),
            ObjectMembers.Number(
                "timeout_s", 0.001, LongestTimeoutSeconds, seconds => draft.Timeout = SecondsOrNull(seconds), required: false))
            .Read(ref scanner, pointer);
        return draft;
    }

    private static TimeSpan? SecondsOrNull(double seconds) =>
        seconds is > 0 and <= LongestTimeoutSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-';

    private static string Text(ref Utf8Scanner scanner) => scanner.TryText(out var text) ? Encoding.UTF8.GetString(text) : "";
}
