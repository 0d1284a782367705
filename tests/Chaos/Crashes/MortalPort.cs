using System.Reflection;
using TlEngine.Messaging;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>A port of the process: every asynchronous call passes the process's life before and after the real one.</summary>
public class MortalPort<T> : DispatchProxy
    where T : class
{
    private T _inner = null!;
    private Mortality _life = null!;

    internal static T Around(T inner, Mortality life)
    {
        var port = Create<T, MortalPort<T>>();
        var proxy = (MortalPort<T>)(object)port;
        (proxy._inner, proxy._life) = (inner, life);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.ReturnType;
        if (result == typeof(Task))
        {
            return CallAsync(targetMethod, args);
        }

        return result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>)
            ? GetType().GetMethod(nameof(CallForAsync), BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.FlattenHierarchy)!
                .MakeGenericMethod(result.GenericTypeArguments).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [targetMethod, args], null)
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    protected async Task CallAsync(MethodInfo method, object?[]? args)
    {
        await _life.PassAsync(method.Name, isAfter: false);
        await (Task)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!;
        await _life.PassAsync(method.Name, isAfter: true);
    }

    protected async Task<TResult> CallForAsync<TResult>(MethodInfo method, object?[]? args)
    {
        await _life.PassAsync(method.Name, isAfter: false);
        var result = await (Task<TResult>)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!;
        await _life.PassAsync(method.Name, isAfter: true);
        return result is IMessagePuller puller
            ? (TResult)MortalPort<IMessagePuller>.Around(puller, _life)
            : result;
    }
}
