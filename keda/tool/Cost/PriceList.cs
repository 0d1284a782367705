using System.Text.Json;
using System.Text.Json.Serialization;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>keda/prices.yaml.</summary>
internal sealed record PriceList
{
    private const decimal Gibibyte = 1024 * 1024 * 1024;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public required int HoursPerMonth { get; init; }
    public required ComputePrice Compute { get; init; }
    public required IReadOnlyList<FixedItem> Fixed { get; init; }
    public required ConnectionsPerPod ConnectionsPerPod { get; init; }
    public required IReadOnlyDictionary<string, PlanLimits> Plans { get; init; }

    public static PriceList Load(string path) => Parse(YamlTree.ParseFile(path).ToJsonString(), path);

    /// <exception cref="FormatException">A price without a source, a member that nothing knows, an item counted in two ways.</exception>
    public static PriceList Parse(string json, string path)
    {
        try
        {
            var prices = JsonSerializer.Deserialize<PriceList>(json, Options) ?? throw new FormatException($"{path} is empty.");
            var odd = prices.Fixed.FirstOrDefault(item =>
                new object?[] { item.Monthly, item.Hourly, item.Requests, item.Database }.Count(way => way is not null) != 1);
            return odd is null ? prices : throw new FormatException(
                $"{path}: \"{odd.Name}\" needs one of monthly, hourly, requests, database.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>USD for one hour of a pod that requests this.</summary>
    public decimal PodHour(PodRequests pod) =>
        (pod.Cpu * Compute.CpuHour) + (pod.MemoryBytes / Gibibyte * Compute.MemoryGibHour)
        + (pod.EphemeralBytes / Gibibyte * Compute.EphemeralGibHour);

    /// <param name="item">One of <see cref="Fixed"/>.</param>
    /// <param name="pollingInterval">Of the scheduler; decides how much of the month the database is awake.</param>
    public decimal Monthly(FixedItem item, int pollingInterval) => item switch
    {
        { Monthly: { } monthly } => monthly,
        { Hourly: { } hourly } => hourly * HoursPerMonth,
        { Requests: { } pods } => pods.Pods * HoursPerMonth
            * PodHour(new PodRequests(Quantity.Parse(pods.Cpu), Quantity.Parse(pods.Memory), 0, 0, 0)),
        _ => item.Database!.Monthly(pollingInterval, HoursPerMonth),
    };
}
