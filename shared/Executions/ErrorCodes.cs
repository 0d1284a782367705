namespace TlEngine.Executions;

/// <summary>The codes that callers may branch on; they never change.</summary>
public static class ErrorCodes
{
    public const string MalformedJson = "malformed_json";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string EngineNotFound = "engine_not_found";
    public const string ExecutionNotFound = "execution_not_found";
    public const string ScheduleNotFound = "schedule_not_found";
    public const string KeyNotFound = "key_not_found";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string IdempotencyInProgress = "idempotency_in_progress";
    public const string NotCancellable = "not_cancellable";
    public const string NotFinished = "not_finished";
    public const string NotReplayable = "not_replayable";
    public const string PayloadTooLarge = "payload_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string Validation = "validation";
    public const string IdempotencyMismatch = "idempotency_mismatch";
    public const string RateLimited = "rate_limited";
    public const string EngineFailed = "engine_failed";
    public const string OutcomeUnknown = "outcome_unknown";
    public const string EndpointDisabled = "endpoint_disabled";
    public const string Internal = "internal";
    public const string DependencyUnavailable = "dependency_unavailable";
    public const string EngineTimeout = "engine_timeout";
}
