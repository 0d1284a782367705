namespace Microsoft.Azure.Functions.Worker;

/// <summary>What hosts and middleware attach to an invocation.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    T? Get<T>();

    void Set<T>(T instance);
}
