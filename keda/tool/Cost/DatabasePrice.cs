namespace TlEngine.Keda.Cost;

/// <summary>A database that suspends when nobody asks, and that a scaler's poll keeps from it.</summary>
internal sealed record DatabasePrice
{
    public required decimal ComputeUnits { get; init; }
    public required decimal UnitHour { get; init; }
    public required int SuspendAfterSeconds { get; init; }
    public required decimal IncludedUnitHours { get; init; }

    /// <summary>Each poll keeps it awake for the time after which it suspends.</summary>
    public decimal UnitHours(int pollingInterval, int hours) =>
        ComputeUnits * Math.Min(hours, (decimal)hours * SuspendAfterSeconds / pollingInterval);

    public decimal Monthly(int pollingInterval, int hours) =>
        Math.Max(0, UnitHours(pollingInterval, hours) - IncludedUnitHours) * UnitHour;
}
