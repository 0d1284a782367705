using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>The parameters of <c>http.call</c>.</summary>
internal sealed class HttpCallParameters
{
    [Parameter("The request's method.", Kind = typeof(MethodKind), Source = "our judgement")]
    public HttpMethod Method { get; set; } = HttpMethod.Get;

    [Parameter("How long one try may take, from the name's resolution to the last byte.", Unit = "s", Minimum = 0.1, Maximum = 60,
        Source = "our judgement")]
    public double TimeoutS { get; set; } = 10;

    [Parameter("How often a try is repeated at once, after 0.25 s and more. Later tries are those of the execution, max_attempts.",
        Minimum = 0, Maximum = 5, Source = "our judgement")]
    public int Retries { get; set; } = 2;

    [Parameter("Repeat a POST or PATCH although nobody knows whether the first one took effect.", Source = "RFC 9110, 9.2.2")]
    public bool RetryUnsafe { get; set; }

    [Parameter("Which answers are a result: 2xx alone, or any.", Source = "our judgement")]
    public AcceptStatus AcceptStatus { get; set; } = AcceptStatus.Success;

    [Parameter("Check everything, send nothing, and tell what would be sent.", Source = "our judgement")]
    public bool DryRun { get; set; }
}
