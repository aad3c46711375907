namespace WasiHal.Cluster.Security;

/// <summary>By what right a request was let through, for an answer that goes on long after that was asked.</summary>
/// <param name="Holds">Whether it still may. Asking is no use of a session.</param>
internal sealed record RequestRight(Func<bool> Holds);
