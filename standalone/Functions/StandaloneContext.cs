using Microsoft.Azure.Functions.Worker;

namespace TlEngine.Standalone.Functions;

/// <summary>The context of one invocation, as far as functions use it.</summary>
internal sealed class StandaloneContext(
    string function, IServiceProvider services, IReadOnlyDictionary<string, object?> bindingData, CancellationToken cancellationToken)
    : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function;

    public override TraceContext TraceContext => throw NotKept(nameof(TraceContext));

    public override BindingContext BindingContext { get; } = new Bindings(bindingData);

    public override RetryContext RetryContext => throw NotKept(nameof(RetryContext));

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => throw NotKept(nameof(FunctionDefinition));

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw NotKept(nameof(Features));

    public override CancellationToken CancellationToken => cancellationToken;

    private static NotSupportedException NotKept(string member) =>
        new($"The standalone host keeps no {member}; no function of this app uses it.");

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }
}
