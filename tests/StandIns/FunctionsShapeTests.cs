using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace TlEngine.Tests.StandIns;

/// <summary>
/// The shapes of the official packages that this app uses, read in their sources (Worker 2.52.0, Extensions.Http 3.3.0,
/// Extensions.RabbitMQ 2.1.0, Extensions.Timer 4.3.1). Whichever feed this is built on, stand-ins or official, must have them.
/// </summary>
public sealed class FunctionsShapeTests
{
    [Theory]
    [InlineData(typeof(FunctionAttribute), AttributeTargets.Method)]
    [InlineData(typeof(HttpTriggerAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(RabbitMQTriggerAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(TimerTriggerAttribute), AttributeTargets.Parameter)]
    public void Attribute_StandsOn_WhatTheOfficialOneDoes(Type attribute, AttributeTargets target) =>
        Assert.True(attribute.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn.HasFlag(target));

    [Theory]
    [InlineData(typeof(FunctionAttribute), "String Name")]
    [InlineData(typeof(HttpTriggerAttribute), "String Route", "String[] Methods", "AuthorizationLevel AuthLevel")]
    [InlineData(
        typeof(RabbitMQTriggerAttribute),
        "String QueueName", "String ConnectionStringSetting", "String HostName", "String UserNameSetting", "String PasswordSetting",
        "Int32 Port", "Boolean DisableCertificateValidation")]
    [InlineData(typeof(TimerTriggerAttribute), "String Schedule", "Boolean UseMonitor", "Boolean RunOnStartup")]
    [InlineData(typeof(TimerInfo), "ScheduleStatus ScheduleStatus", "Boolean IsPastDue")]
    [InlineData(
        typeof(FunctionContext),
        "String InvocationId", "String FunctionId", "TraceContext TraceContext", "BindingContext BindingContext",
        "RetryContext RetryContext", "IServiceProvider InstanceServices",
        "FunctionDefinition FunctionDefinition", "IDictionary`2 Items", "IInvocationFeatures Features",
        "CancellationToken CancellationToken")]
    [InlineData(typeof(BindingContext), "IReadOnlyDictionary`2 BindingData")]
    public void Type_HasTheOfficialProperties(Type type, params string[] properties)
    {
        var present = type.GetProperties().Select(property => $"{property.PropertyType.Name} {property.Name}").ToHashSet();

        Assert.All(properties, property => Assert.Contains(property, present));
    }

    [Theory]
    [InlineData(typeof(FunctionAttribute), "String")]
    [InlineData(typeof(HttpTriggerAttribute), "")]
    [InlineData(typeof(HttpTriggerAttribute), "String[]")]
    [InlineData(typeof(HttpTriggerAttribute), "AuthorizationLevel")]
    [InlineData(typeof(HttpTriggerAttribute), "AuthorizationLevel,String[]")]
    [InlineData(typeof(RabbitMQTriggerAttribute), "String")]
    [InlineData(typeof(TimerTriggerAttribute), "String")]
    public void Attribute_HasTheOfficialConstructor(Type type, string parameters) =>
        Assert.Contains(parameters,
            type.GetConstructors().Select(constructor => string.Join(
                ',', constructor.GetParameters().Select(parameter => parameter.ParameterType.Name))));

    [Fact]
    public void AuthorizationLevel_HasTheOfficialNames() =>
        Assert.Equal(["Anonymous", "User", "Function", "System", "Admin"], Enum.GetNames<AuthorizationLevel>());

    [Fact]
    public void Builder_IsAHostApplicationBuilder()
    {
        Func<string[], FunctionsApplicationBuilder> create = FunctionsApplication.CreateBuilder;
        Func<FunctionsApplicationBuilder, FunctionsApplicationBuilder> configure = FunctionsWebApplicationExtension;

        Assert.True(typeof(IHostApplicationBuilder).IsAssignableFrom(typeof(FunctionsApplicationBuilder)));
        Assert.Equal(typeof(IHost), typeof(FunctionsApplicationBuilder).GetMethod("Build")!.ReturnType);
        Assert.NotNull(create);
        Assert.NotNull(configure);
    }

    private static FunctionsApplicationBuilder FunctionsWebApplicationExtension(FunctionsApplicationBuilder builder) =>
        builder.ConfigureFunctionsWebApplication();
}
