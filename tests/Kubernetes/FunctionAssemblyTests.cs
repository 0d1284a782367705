using TlEngine.Keda.Functions;

namespace TlEngine.Tests.Kubernetes;

/// <summary>What the tool reads from a compiled app.</summary>
public sealed class FunctionAssemblyTests
{
    [Fact]
    public void EachTrigger_IsReadWithItsArguments()
    {
        var functions = Read(new FunctionAssemblyBuilder()
            .Http("GetThing", "/api/things/{id}").Queue("Work", "engine:tasks").Timer("Tick", "0 0 3 * * *"));
        Assert.Equal(
            [
                new FunctionTrigger("GetThing", TriggerKind.Http) { Route = "api/things/{id}" },
                new FunctionTrigger("Tick", TriggerKind.Timer) { Schedule = "0 0 3 * * *", UseMonitor = false },
                new FunctionTrigger("Work", TriggerKind.Queue) { Queue = "engine:tasks" },
            ],
            functions);
    }

    [Fact]
    public void NoRoute_IsTheFunctionsName() => Assert.Equal("Ping", Read(new FunctionAssemblyBuilder().Http("Ping", null)).Single().Route);

    [Fact]
    public void UseMonitorLeftAlone_IsTrue() => Assert.True(Read(new FunctionAssemblyBuilder()
        .Timer("Tick", "0 * * * * *", useMonitor: true)).Single().UseMonitor);

    [Fact]
    public void WithoutTrigger_IsRefused() =>
        Assert.Contains("Lost", Assert.Throws<FormatException>(() => Read(new FunctionAssemblyBuilder().WithoutTrigger("Lost"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void NamesThatDifferInCaseOnly_AreRefused() =>
        Assert.Throws<FormatException>(() => Read(new FunctionAssemblyBuilder().Http("Ping", "a").Http("PING", "b")));

    [Fact]
    public void AnAssemblyWithoutFunctions_IsRefused() =>
        Assert.Throws<FormatException>(() => FunctionAssembly.ReadFile(typeof(FunctionAssembly).Assembly.Location));

    private static IReadOnlyList<FunctionTrigger> Read(FunctionAssemblyBuilder builder)
    {
        using var assembly = builder.Build();
        return FunctionAssembly.Read(assembly);
    }
}
