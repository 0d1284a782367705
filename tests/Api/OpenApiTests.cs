using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Executions;
using TlEngine.Functions.Http.Operations;

namespace TlEngine.Tests.Api;

/// <summary>The document and the functions say the same, in both directions.</summary>
public sealed partial class OpenApiTests
{
    [Fact]
    public void Operations_AreExactlyTheHttpFunctions()
    {
        var functions =
            from type in typeof(Health).Assembly.GetTypes()
            from method in type.GetMethods()
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null && type != typeof(Unmatched)
            from verb in trigger.Methods!
            // GET without the body: a document names it nowhere.
            where verb != "head"
            select $"{function.Name} {verb.ToUpperInvariant()} /{Names().Replace(trigger.Route!, "{}")}";

        Assert.Equal(
            functions.Order(StringComparer.Ordinal),
            ApiDocument.Operations.Select(known => $"{known.Function} {known.Method} {Names().Replace(known.Path, "{}")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PathParameters_AreAllDescribed()
    {
        var parameters = ApiDocument.Root.GetProperty("components").GetProperty("parameters");
        foreach (var path in ApiDocument.Root.GetProperty("paths").EnumerateObject())
        {
            var references = path.Value.TryGetProperty("parameters", out var shared) ? shared.EnumerateArray().ToArray() : [];
            var described = references.Select(reference => parameters.GetProperty(reference.GetProperty("$ref").GetString()!.Split('/')[^1])
                .GetProperty("name").GetString()!);

            Assert.Equal(Names().Matches(path.Name).Select(match => match.Value.Trim('{', '}')), described);
        }
    }

    [Fact]
    public void Examples_AreValid()
    {
        var faults = new List<string>();
        foreach (var (schema, example, where) in ExamplesIn(ApiDocument.Root, "#"))
        {
            faults.AddRange(JsonSchema.Check(ApiDocument.Root, schema, example).Select(fault => $"{where}: {fault}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void ProblemCodes_AreAllNamed()
    {
        var description = ApiDocument.Root.GetProperty("components").GetProperty("responses").GetProperty("Problem").GetProperty("description").GetString()!;

        Assert.All(
            typeof(ErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!), code => Assert.Matches($@"\b{code}\b", description));
    }

    [Theory]
    [InlineData("""{"status":"ok","more":1}""")]
    [InlineData("""{"status":1}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Check_AnswerThatTheDocumentDoesNotAllow_IsAFault(string body) =>
        Assert.NotEmpty(ApiDocument.Check("GET", "/health", 200, "application/json", System.Text.Encoding.UTF8.GetBytes(body)));

    /// <summary>Every example that stands beside a schema.</summary>
    private static IEnumerable<(JsonElement Schema, JsonElement Example, string Where)> ExamplesIn(JsonElement element, string where)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("schema", out var schema) && element.TryGetProperty("example", out var example))
            {
                yield return (schema, example, where);
            }

            foreach (var member in element.EnumerateObject())
            {
                foreach (var found in ExamplesIn(member.Value, $"{where}/{member.Name}"))
                {
                    yield return found;
                }
            }
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Names();
}
