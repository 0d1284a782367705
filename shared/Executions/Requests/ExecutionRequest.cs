using System.Security.Cryptography;
using System.Text;

namespace TlEngine.Executions.Requests;

/// <summary>A request as read from a body: shape checked, the engine not asked yet.</summary>
/// <param name="Data">The UTF-8 of <c>data</c>, <c>{}</c> where the body has none.</param>
/// <param name="TaskId">Only a task over AMQP has one.</param>
public sealed record ExecutionRequest(
    string EngineId, string Action, ReadOnlyMemory<byte> Data, ExecutionOptions Options, string? TaskId = null)
{
    /// <summary>SHA-256 over engine, action, options and data, each with its length: equal for a repeated request only.</summary>
    public byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{EngineId.Length}:{EngineId}{Action.Length}:{Action}{Options.Json.Length}:{Options.Json}"));
        hash.AppendData(Data.Span);
        return hash.GetHashAndReset();
    }
}
