namespace TlEngine.Archive;

/// <summary>One file of a day's archive: gzip over one JSON object a line.</summary>
/// <param name="File">Its key. The name is the checksum, so no two contents share one and none is ever replaced by another.</param>
/// <param name="Sha256">Of the file as stored, in hexadecimal.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="First">When its first execution finished.</param>
/// <param name="Last">When its last execution finished.</param>
public sealed record ArchivePart(
    string File, string Sha256, int Bytes, int Executions, DateTimeOffset First, DateTimeOffset Last);
