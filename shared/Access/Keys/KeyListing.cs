using TlEngine.Executions.Listing;

namespace TlEngine.Access.Keys;

/// <summary>A key as the list shows it: one of the settings, or one of the database.</summary>
/// <param name="Place">Its place in the list: by creation, the settings' keys before all.</param>
public sealed record KeyListing(PageKey Place, SeedKey? Seed, ApiKey? Key);
