using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Functions;
using TlEngine.Settings;

namespace TlEngine.Standalone.Functions;

/// <summary>
/// The functions that this process serves: all that the assembly has, less those that the allow list or a Disabled setting leaves out.
/// </summary>
internal sealed class FunctionIndex
{
    public FunctionIndex(IServiceProvider services, ServiceSettings settings)
    {
        Entries =
        [
            .. from type in typeof(FunctionApp).Assembly.GetTypes()
               from method in type.GetMethods()
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null && settings.Serves(function.Name)
               select new FunctionEntry(function.Name, method, ActivatorUtilities.CreateInstance(services, type), TriggerOf(method)),
        ];
    }

    public IReadOnlyList<FunctionEntry> Entries { get; }

    public IEnumerable<(FunctionEntry Function, T Trigger)> TriggeredBy<T>()
        where T : Attribute =>
        Entries.Where(entry => entry.Trigger is T).Select(entry => (entry, (T)entry.Trigger));

    private static Attribute TriggerOf(MethodInfo method) =>
        method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes())
            .SingleOrDefault(attribute => attribute is HttpTriggerAttribute or RabbitMQTriggerAttribute or TimerTriggerAttribute)
        ?? throw new InvalidOperationException(
            $"{method.DeclaringType}.{method.Name} is a function without exactly one trigger that this host knows.");
}
