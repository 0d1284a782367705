namespace TlEngine.Messaging.RabbitMq;

/// <param name="Multiple">Every lower tag of the channel too.</param>
internal readonly record struct Acknowledgement(ulong Tag, bool Multiple);
