using System.Diagnostics;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions.Requests;
using TlEngine.Executions.Results;
using TlEngine.Outbound;

namespace TlEngine.Executions;

/// <summary>Holds a request against the engine that it names; nothing is run or stored.</summary>
internal sealed class RequestCheck(EngineCatalogue catalogue, OutboundGuard guard)
{
    private static readonly InputError Unsigned = new(
        "/options/callback_url",
        "is for callers with an API key: callbacks are signed with the key's webhook secret, and a bearer token has none; "
        + "follow the execution instead");

    /// <param name="caller">Whose key may be limited to some engines; null: a task over AMQP.</param>
    /// <returns>The engine and the prepared call, or why not.</returns>
    public (EngineDescriptor? Engine, CheckedCall? Call, Refusal? Refusal) Check(ExecutionRequest request, Caller? caller = null)
    {
        if (catalogue.Find(request.EngineId) is not { } engine)
        {
            return (null, null, new Refusal(
                ErrorCodes.EngineNotFound, $"There is no engine \"{request.EngineId}\"; GET /api/v1/engines lists them."));
        }

        if (caller?.MayUse(engine.Descriptor.Id) == false)
        {
            return (null, null, new Refusal(
                ErrorCodes.Forbidden,
                $"This key may not use {request.EngineId}; it is limited to {string.Join(", ", caller.Engines)}."));
        }

        if (!engine.Descriptor.Actions.Contains(request.Action, StringComparer.Ordinal))
        {
            var known = string.Join(", ", engine.Descriptor.Actions);
            return (null, null,
                Refuse(request.EngineId, [new InputError("/action", $"is \"{request.Action}\"; {request.EngineId} knows {known}")]));
        }

        var callback = FaultsOfCallback(request.Options.CallbackUrl, caller);
        return engine.Prepare(new EngineRequest(request.Action, request.Data)) switch
        {
            Preparation.Ready when callback.Length > 0 => (null, null, Refuse(request.EngineId, callback)),
            Preparation.Ready ready when caller is not null && ready.Call.OtherEngines.FirstOrDefault(id => !caller.MayUse(id)) is { } other =>
                (null, null, new Refusal(
                    ErrorCodes.Forbidden, $"This key may not use {other}; it is limited to {string.Join(", ", caller.Engines)}.")),
            Preparation.Ready ready => (engine.Descriptor, new CheckedCall(ready.Call, KeyOf(engine.Descriptor, request)), null),
            Preparation.Refused refused => (
                null, null,
                Refuse(
                    request.EngineId,
                    [.. refused.Errors.Select(error => error with { Pointer = $"/data{error.Pointer}" }), .. callback])),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Adds what the engine finds wrong in the data, so that a caller learns of every fault at once.</summary>
    public Refusal Complete(RequestReading.Bad bad, Caller? caller = null)
    {
        var readable = bad.Refusal.Errors is { } errors && errors.All(error => error.Pointer != "/data");
        return readable && bad.Request is { } request && Check(request, caller).Refusal is { Code: ErrorCodes.Validation, Errors: { } more }
            ? bad.Refusal with { Errors = [.. bad.Refusal.Errors!, .. more] }
            : bad.Refusal;
    }

    private InputError[] FaultsOfCallback(Uri? url, Caller? caller) => url switch
    {
        null => [],
        _ when caller?.SignsCallbacks == false => [Unsigned],
        _ when guard.FaultOf(url) is { } fault =>
            [new InputError("/options/callback_url", $"is a URL of the host \"{url.Host}\": {fault}")],
        _ => [],
    };

    private static ResultKey? KeyOf(EngineDescriptor engine, ExecutionRequest request) =>
        request.Options.Cache ? ResultKey.Of(engine, request.Action, request.DataHash) : null;

    private static Refusal Refuse(string engineId, IReadOnlyList<InputError> errors) =>
        new(ErrorCodes.Validation, $"This is not a request for {engineId}; errors names every fault.", errors);
}
