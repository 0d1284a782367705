using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Functions.Http.Door;

/// <summary>Whether a caller may ask about an engine.</summary>
internal static class EngineGate
{
    /// <returns>Null for an engine that is there and that the caller may use.</returns>
    public static Problem? Check(EngineCatalogue catalogue, Caller caller, string engineId)
    {
        if (catalogue.Find(engineId) is null)
        {
            return Problem.Of(ErrorCodes.EngineNotFound, $"There is no engine \"{engineId}\"; GET /api/v1/engines lists them.");
        }

        return caller.MayUse(engineId) ? null : Problem.Of(ErrorCodes.Forbidden, $"This key may not use the engine {engineId}.");
    }
}
