using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>How batches become a request, and what an answer to it says. Safe from any thread.</summary>
internal interface IPushFormat
{
    /// <summary>Whether the hub can be told that this node lives without a reading.</summary>
    bool HasHeartbeat { get; }

    /// <summary>Makes the body of a push.</summary>
    /// <param name="selection">What is sent.</param>
    /// <param name="status">What the spoke says about itself.</param>
    PushBody Compose(OutboxSelection selection, PushStatus status);

    /// <summary>Understands an answer.</summary>
    /// <param name="selection">What was sent.</param>
    /// <param name="answer">What came.</param>
    PushOutcome Understand(OutboxSelection selection, HubAnswer answer);
}
