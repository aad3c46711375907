namespace WasiHal.Cluster.Security;

/// <summary>A browser that is signed in.</summary>
/// <param name="Token">What its page sends with whatever changes something; a page of another site cannot know it.</param>
/// <param name="Begin">A time stamp of the clock that nobody sets.</param>
internal sealed record OperatorSession(string Token, long Begin)
{
    /// <summary>When it was last used.</summary>
    public long Used { get; set; } = Begin;
}
