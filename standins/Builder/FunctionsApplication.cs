namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The entry to a function app.</summary>
public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
