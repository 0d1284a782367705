namespace TlEngine.Tests.Servers;

/// <summary>The signals that end a server; the values are POSIX's.</summary>
internal enum ServerSignal
{
    Int = 2,
    Quit = 3,
    Kill = 9,
    Term = 15,
}
