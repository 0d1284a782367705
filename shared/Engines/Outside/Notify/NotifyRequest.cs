using System.Text.Json;
using TlEngine.Engines.Outside.Secrets;

namespace TlEngine.Engines.Outside.Notify;

/// <summary>The <c>data</c> of a notification, checked.</summary>
/// <param name="Secrets">One, or two while one replaces the other.</param>
/// <param name="MessageId">The caller's own; null: made from the execution's.</param>
internal sealed record NotifyRequest(
    NotifyParameters Parameters, Uri Url, IReadOnlyList<SecretTemplate> Secrets, string Type, JsonElement Payload, string? MessageId);
