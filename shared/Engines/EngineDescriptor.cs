using System.Text.Json.Nodes;

namespace TlEngine.Engines;

/// <summary>What an engine is, for the catalogue, the validation at the edge and the documentation.</summary>
public sealed record EngineDescriptor
{
    /// <summary><c>family.verb</c>, for example <c>track.clean</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Changes whenever the same input may give another output; part of the cache key.</summary>
    public required string Version { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>Same input, same output, to the byte: the result may be cached.</summary>
    public required bool Deterministic { get; init; }

    /// <summary>How long the result of a deterministic engine is kept for equal calls.</summary>
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromHours(1);
    public required bool SideEffects { get; init; }
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that nobody waits for is attempted where the caller does not say.</summary>
    public int DefaultAttempts { get; init; } = 5;

    /// <summary>Most items of a call that is answered at once; a larger one becomes asynchronous.</summary>
    public int SyncLimit { get; init; } = 50_000;
    public IReadOnlyList<string> Actions { get; init; } = ["run"];

    /// <summary>In the order of the documentation.</summary>
    public required IReadOnlyList<EngineParameter> Parameters { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of <c>data</c>.</summary>
    public required JsonNode InputSchema { get; init; }

    /// <summary>A <c>data</c> that runs.</summary>
    public required string Example { get; init; }

    /// <summary>The id up to its point, all of one that has none.</summary>
    public string Family => Id.Split('.')[0];
}
