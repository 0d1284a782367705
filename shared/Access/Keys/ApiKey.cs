namespace TlEngine.Access.Keys;

/// <summary>A key as its row keeps it: who may call, with what, until when.</summary>
public sealed record ApiKey
{
    private const string OwnerPrefix = "key:";

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required KeySecret Secret { get; init; }

    /// <summary>The secret before the last rotation, good until <see cref="PreviousUntil"/>.</summary>
    public KeySecret? Previous { get; init; }

    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>1, and one more with each rotation; the webhook secret follows it.</summary>
    public int Generation { get; init; } = 1;

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Globs over engine ids.</summary>
    public required IReadOnlyList<string> Engines { get; init; }

    /// <summary>Calls per hour; 0 is unlimited, null the service's RATE_LIMIT_PER_HOUR.</summary>
    public int? HourlyLimit { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The caller that made it.</summary>
    public required string CreatedBy { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>To the minute or so; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What executions carry as their caller: neither a rotation nor another key of the same name changes it.</summary>
    public string Owner => $"{OwnerPrefix}{Id}";

    /// <summary>The id within an owner of that form.</summary>
    public static bool TryOwner(string owner, out Guid id)
    {
        id = default;
        return owner.StartsWith(OwnerPrefix, StringComparison.Ordinal) && Guid.TryParseExact(owner[OwnerPrefix.Length..], "D", out id);
    }

    /// <summary>The previous secret while its grace lasts.</summary>
    public KeySecret? PreviousAt(DateTimeOffset now) => PreviousUntil > now ? Previous : null;
}
