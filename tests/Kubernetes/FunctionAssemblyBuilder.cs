using System.Reflection;
using System.Reflection.Emit;

namespace TlEngine.Tests.Kubernetes;

/// <summary>
/// Compiles a small function app in memory, with attributes of the worker's names, so that the tool is tested against any set of functions
/// and without either package set.
/// </summary>
internal sealed class FunctionAssemblyBuilder
{
    private static readonly string[] Methods = ["get"];
    private const string Worker = "Microsoft.Azure.Functions.Worker.";
    private readonly PersistedAssemblyBuilder _assembly = new(new AssemblyName("Fixture"), typeof(object).Assembly);
    private readonly TypeBuilder _app;
    private readonly ConstructorBuilder _function;
    private readonly ConstructorBuilder _http;
    private readonly ConstructorBuilder _queue;
    private readonly ConstructorBuilder _timer;
    private readonly PropertyBuilder _route;
    private readonly PropertyBuilder _useMonitor;
    private readonly List<TypeBuilder> _types = [];

    public FunctionAssemblyBuilder()
    {
        var module = _assembly.DefineDynamicModule("Fixture");
        _function = Attribute(module, "FunctionAttribute", typeof(string));
        _http = Attribute(module, "HttpTriggerAttribute", typeof(string[]));
        _route = Property(_types[^1], "Route", typeof(string));
        _queue = Attribute(module, "RabbitMQTriggerAttribute", typeof(string));
        _timer = Attribute(module, "TimerTriggerAttribute", typeof(string));
        _useMonitor = Property(_types[^1], "UseMonitor", typeof(bool));
        _app = module.DefineType("Fixture.App", TypeAttributes.Public);
        _types.Add(_app);
    }

    /// <summary>The functions of the contract, all of them.</summary>
    public static FunctionAssemblyBuilder Contract()
    {
        var builder = new FunctionAssemblyBuilder();
        foreach (var (name, route) in ContractFunctions.Http)
        {
            builder.Http(name, route);
        }

        foreach (var (name, queue) in ContractFunctions.Queues)
        {
            builder.Queue(name, queue);
        }

        foreach (var (name, schedule) in ContractFunctions.Timers)
        {
            builder.Timer(name, schedule);
        }

        return builder;
    }

    public FunctionAssemblyBuilder Http(string name, string? route) =>
        Method(name, route is null
            ? new CustomAttributeBuilder(_http, [Methods])
            : new CustomAttributeBuilder(_http, [Methods], [_route], [route]));

    public FunctionAssemblyBuilder Queue(string name, string queue) => Method(name, new CustomAttributeBuilder(_queue, [queue]));

    public FunctionAssemblyBuilder Timer(string name, string schedule, bool useMonitor = false) =>
        Method(name, new CustomAttributeBuilder(_timer, [schedule], [_useMonitor], [useMonitor]));

    public FunctionAssemblyBuilder WithoutTrigger(string name) => Method(name, null);

    public Stream Build()
    {
        foreach (var type in _types)
        {
            type.CreateType();
        }

        var stream = new MemoryStream();
        _assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }

    private FunctionAssemblyBuilder Method(string name, CustomAttributeBuilder? trigger)
    {
        var method = _app.DefineMethod(name + "Async", MethodAttributes.Public, typeof(void), [typeof(object)]);
        method.SetCustomAttribute(new CustomAttributeBuilder(_function, [name]));
        var parameter = method.DefineParameter(1, ParameterAttributes.None, "trigger");
        if (trigger is not null)
        {
            parameter.SetCustomAttribute(trigger);
        }

        method.GetILGenerator().Emit(OpCodes.Ret);
        return this;
    }

    private ConstructorBuilder Attribute(ModuleBuilder module, string name, Type argument)
    {
        var type = module.DefineType(Worker + name, TypeAttributes.Public, typeof(Attribute));
        _types.Add(type);
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [argument]);
        var body = constructor.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [])!);
        body.Emit(OpCodes.Ret);
        return constructor;
    }

    private static PropertyBuilder Property(TypeBuilder type, string name, Type value)
    {
        var property = type.DefineProperty(name, PropertyAttributes.None, value, null);
        var setter = type.DefineMethod("set_" + name, MethodAttributes.Public | MethodAttributes.SpecialName, typeof(void), [value]);
        setter.GetILGenerator().Emit(OpCodes.Ret);
        property.SetSetMethod(setter);
        return property;
    }
}
