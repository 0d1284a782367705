namespace TlEngine.Executions.Requests;

/// <summary>A member of the root object: its unescaped name and the bytes of its value.</summary>
internal readonly record struct JsonMember(string Name, ReadOnlyMemory<byte> Value);
