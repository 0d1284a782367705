using System.Security.Cryptography;
using System.Text;

namespace TlEngine.Executions.Requests;

/// <summary>A request as read from a body: shape checked, the engine not asked yet.</summary>
/// <param name="Data">The UTF-8 of <c>data</c>, <c>{}</c> where the body has none.</param>
/// <param name="TaskId">Only a task over AMQP has one.</param>
public sealed record ExecutionRequest(
    string EngineId, string Action, ReadOnlyMemory<byte> Data, ExecutionOptions Options, string? TaskId = null)
{
    private byte[]? _dataHash;

    /// <summary>SHA-256 of the data's bytes.</summary>
    public ReadOnlyMemory<byte> DataHash => _dataHash ??= SHA256.HashData(Data.Span);

    /// <summary>SHA-256 over engine, action and options, each with its length, and the data's hash: equal for a repeated request
    /// only.</summary>
    public byte[] Fingerprint() => SHA256.HashData(
    [
        .. Encoding.UTF8.GetBytes($"{EngineId.Length}:{EngineId}{Action.Length}:{Action}{Options.Json.Length}:{Options.Json}"),
        .. DataHash.Span,
    ]);
}
