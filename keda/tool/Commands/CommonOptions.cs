using System.CommandLine;

namespace TlEngine.Keda.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string> Keda() => new("--keda")
    {
        Description = "The folder with base/, overlays/ and roles.yaml.",
        DefaultValueFactory = _ => "keda",
    };

    public static Option<string> Functions() => new("--functions")
    {
        Description = "The compiled function app (TlEngine.Functions.dll).",
        Required = true,
    };

    public static Option<string[]> Environments() => new("--env")
    {
        Description = "The environments; all of roles.yaml when left out.",
        DefaultValueFactory = _ => [],
    };
}
