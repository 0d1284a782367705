using System.Reflection;

namespace TlEngine.Standalone.Functions;

/// <summary>A function as its attributes describe it, ready to be called.</summary>
/// <param name="Trigger">The attribute of its trigger.</param>
internal sealed record FunctionEntry(string Name, MethodInfo Method, object Instance, Attribute Trigger)
{
    private readonly MethodInvoker _invoker = MethodInvoker.Create(Method);
    private readonly ParameterInfo[] _parameters = Method.GetParameters();

    /// <summary>Calls it with a value for each parameter.</summary>
    public Task InvokeAsync(Func<ParameterInfo, object?> bind) =>
        (Task)_invoker.Invoke(Instance, new Span<object?>([.. _parameters.Select(bind)]))!;
}
