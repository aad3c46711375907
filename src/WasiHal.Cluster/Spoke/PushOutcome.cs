using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>What became of a push.</summary>
/// <param name="Kind">Whether it was taken.</param>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Problem">Why it was not, for people; null when it was.</param>
/// <param name="RetryAfter">How long the hub asks to wait.</param>
/// <param name="Confirmed">What was sent and is the hub's now.</param>
/// <param name="Unasked">Batches that the answer names and that were not sent.</param>
internal sealed record PushOutcome(PushOutcomeKind Kind, int? Status, string? Problem, TimeSpan? RetryAfter, IReadOnlySet<BatchName> Confirmed, int Unasked)
{
    private static readonly HashSet<BatchName> None = [];

    /// <summary>It was taken.</summary>
    public static PushOutcome Accepted(IReadOnlySet<BatchName> confirmed, int unasked) => new(PushOutcomeKind.Accepted, 200, null, null, confirmed, unasked);

    /// <summary>Something answered, and does not take it.</summary>
    public static PushOutcome Refused(HubAnswer answer, string problem) => new(PushOutcomeKind.Refused, answer.Status, problem, answer.RetryAfter, None, 0);

    /// <summary>No whole answer came.</summary>
    public static PushOutcome Unreachable(string problem) => new(PushOutcomeKind.Unreachable, null, problem, null, None, 0);
}
