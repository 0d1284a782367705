namespace TlEngine.Keda.Cost;

/// <summary>A database that suspends when nobody asks, and that a scaler's poll keeps from it.</summary>
internal sealed record DatabasePrice
{
    public required decimal ComputeUnits { get; init; }
    public required decimal UnitHour { get; init; }
    public required int SuspendAfterSeconds { get; init; }
    public required decimal IncludedUnitHours { get; init; }

    /// <summary>Each poll keeps it awake for the time after which it suspends.</summary>
    public decimal AwakeShare(int pollingInterval) => Math.Min(1, (decimal)SuspendAfterSeconds / pollingInterval);

    public decimal UnitHours(int pollingInterval, int hours) => AwakeShare(pollingInterval) * hours * ComputeUnits;

    public decimal Monthly(int pollingInterval, int hours) =>
        Math.Max(0, UnitHours(pollingInterval, hours) - IncludedUnitHours) * UnitHour;
}
