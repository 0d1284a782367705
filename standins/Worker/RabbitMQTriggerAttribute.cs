namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls the function for each message of a queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RabbitMQTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    public string? ConnectionStringSetting { get; set; }

    public string? HostName { get; set; }

    public string? UserNameSetting { get; set; }

    public string? PasswordSetting { get; set; }

    public int Port { get; set; }

    public bool DisableCertificateValidation { get; set; }
}
