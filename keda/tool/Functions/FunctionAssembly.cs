using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TlEngine.Keda.Functions;

/// <summary>
/// Reads the functions of a compiled app from its metadata. Nothing is loaded or run and no reference is resolved, so an app built with the
/// official packages and one built with the stand-ins read the same.
/// </summary>
internal static class FunctionAssembly
{
    private const string Worker = "Microsoft.Azure.Functions.Worker.";

    /// <returns>Ordered by name.</returns>
    /// <exception cref="FormatException">A function without exactly one known trigger, or a name twice.</exception>
    public static IReadOnlyList<FunctionTrigger> Read(Stream assembly)
    {
        using var image = new PEReader(assembly);
        var reader = image.GetMetadataReader();
        var functions = reader.MethodDefinitions.Select(handle => ReadMethod(reader, reader.GetMethodDefinition(handle)))
            .OfType<FunctionTrigger>().OrderBy(function => function.Name, StringComparer.Ordinal).ToList();
        // The host compares names in its allow list without regard to case.
        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        return twice is null ? functions : throw new FormatException($"Two functions are named {twice.Key}.");
    }

    public static IReadOnlyList<FunctionTrigger> ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        var functions = Read(stream);
        return functions.Count > 0 ? functions : throw new FormatException($"{path} has no functions; is it the function app, and built?");
    }

    private static FunctionTrigger? ReadMethod(MetadataReader reader, MethodDefinition method)
    {
        if (Find(reader, method.GetCustomAttributes(), "FunctionAttribute") is not { } function)
        {
            return null;
        }

        var name = (string)function.FixedArguments[0].Value!;
        var triggers = method.GetParameters().SelectMany(parameter => Triggers(reader, name, reader.GetParameter(parameter))).ToList();
        return triggers.Count == 1
            ? triggers[0]
            : throw new FormatException(
                $"Function {name} has {triggers.Count} triggers of the kinds HTTP, RabbitMQ and timer; it needs one.");
    }

    private static IEnumerable<FunctionTrigger> Triggers(MetadataReader reader, string name, Parameter parameter)
    {
        var attributes = parameter.GetCustomAttributes();
        if (Find(reader, attributes, "HttpTriggerAttribute") is { } http)
        {
            // Without a route the host uses the function's name.
            yield return new FunctionTrigger(name, TriggerKind.Http) { Route = (Named(http, "Route") as string)?.TrimStart('/') ?? name };
        }

        if (Find(reader, attributes, "RabbitMQTriggerAttribute") is { } queue)
        {
            yield return new FunctionTrigger(name, TriggerKind.Queue) { Queue = (string)queue.FixedArguments[0].Value! };
        }

        if (Find(reader, attributes, "TimerTriggerAttribute") is { } timer)
        {
            yield return new FunctionTrigger(name, TriggerKind.Timer)
            {
                Schedule = (string)timer.FixedArguments[0].Value!,
                UseMonitor = Named(timer, "UseMonitor") as bool? ?? true,
            };
        }
    }

    private static object? Named(CustomAttributeValue<string> attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;

    private static CustomAttributeValue<string>? Find(MetadataReader reader, CustomAttributeHandleCollection attributes, string name)
    {
        foreach (var handle in attributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (TypeName(reader, attribute.Constructor) == Worker + name)
            {
                return attribute.DecodeValue(new AttributeTypes());
            }
        }

        return null;
    }

    private static string? TypeName(MetadataReader reader, EntityHandle constructor)
    {
        var types = new AttributeTypes();
        var parent = constructor.Kind == HandleKind.MemberReference
            ? reader.GetMemberReference((MemberReferenceHandle)constructor).Parent
            : reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
        return parent.Kind switch
        {
            HandleKind.TypeReference => types.GetTypeFromReference(reader, (TypeReferenceHandle)parent, 0),
            HandleKind.TypeDefinition => types.GetTypeFromDefinition(reader, (TypeDefinitionHandle)parent, 0),
            _ => null,
        };
    }
}
