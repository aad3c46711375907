using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Bounds the requests of one sender over time, whatever they ask for. A sender's bucket is found by a hash that nobody else knows: made-up
/// addresses share a number of buckets and take no more memory, and a bucket that is full again is forgotten. Safe from any thread.
/// </summary>
internal sealed class RequestRates : IDisposable
{
    /// <summary>Buckets of each <see cref="RequestSource"/>.</summary>
    public const int MostBuckets = 4096;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly EnrolledNodes? _joined;
    private readonly PartitionedRateLimiter<HttpContext> _buckets;
    private long _refused;

    /// <summary>Makes them.</summary>
    /// <param name="joined">The nodes that joined; null on a node that none joins.</param>
    /// <param name="allowance">What each may.</param>
    public RequestRates(EnrolledNodes? joined, Func<RequestSource, RequestAllowance> allowance)
    {
        _joined = joined;
        _buckets = PartitionedRateLimiter.Create<HttpContext, (RequestSource Source, int Bucket)>(context =>
            RateLimitPartition.GetTokenBucketLimiter(BucketOf(context), key => OptionsOf(allowance(key.Source))));
    }

    /// <summary>Requests that were refused.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Takes a request out of its sender's bucket.</summary>
    /// <returns>How long the sender has to wait; null when the request is let through.</returns>
    public TimeSpan? Take(HttpContext context)
    {
        using var lease = _buckets.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return null;
        }

        Interlocked.Increment(ref _refused);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Tick;
    }

    /// <inheritdoc/>
    public void Dispose() => _buckets.Dispose();

    /// <summary>Whose bucket a request takes from.</summary>
    internal (RequestSource Source, int Bucket) BucketOf(HttpContext context)
    {
        var address = SenderAddress.Of(context);
        var (isNode, isHere) = (NodeRoutes.Is(context.Request), IPAddress.IsLoopback(address));
        if (isNode && _joined is not null && NodeCertificate.KeyOf(context) is { } key && _joined.IsKnown(key))
        {
            return (RequestSource.JoinedNode, Hash(key));
        }

        return (isNode, isHere) switch
        {
            (true, true) => (RequestSource.NodesOfThisMachine, 0),
            (true, false) => (RequestSource.NodesElsewhere, Hash(SenderAddress.Group(address))),
            (false, true) => (RequestSource.ThisMachine, 0),
            (false, false) => (RequestSource.Elsewhere, Hash(SenderAddress.Group(address))),
        };
    }

    // Another one in each process.
    private static int Hash<T>(T sender) => (int)((uint)HashCode.Combine(sender) % MostBuckets);

    private static TokenBucketRateLimiterOptions OptionsOf(RequestAllowance allowance)
    {
        var each = Math.Max(1, (int)(allowance.EachSecond * Tick.TotalSeconds));
        return new()
        {
            TokenLimit = allowance.AtOnce,
            TokensPerPeriod = each,
            ReplenishmentPeriod = TimeSpan.FromSeconds(each / allowance.EachSecond),
            QueueLimit = 0,
        };
    }
}
