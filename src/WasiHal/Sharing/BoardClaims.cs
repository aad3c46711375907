namespace WasiHal.Sharing;

/// <summary>Who holds which part of a board. Safe from any thread.</summary>
internal sealed class BoardClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a part for a lease, unless it is its owner's already.</summary>
    /// <param name="part">Its name, such as <c>gpio-17</c>.</param>
    /// <param name="lease">Who wants it.</param>
    /// <param name="release">Puts the part into a safe state, once nobody holds it any more.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Busy"/>: somebody else's, who is named.</exception>
    public void Take(string part, BoardLease lease, Action release)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(lease.IsEnded, lease);
            if (!_claims.TryGetValue(part, out var claim))
            {
                _claims.Add(part, claim = new(lease.Owner, release));
            }
            else if (!string.Equals(claim.Owner, lease.Owner, StringComparison.Ordinal))
            {
                throw new HardwareException(HardwareErrorKind.Busy, $"{part} is in use by {claim.Owner}.");
            }

            claim.Leases.Add(lease);
        }
    }

    /// <summary>Ends a lease; what no other lease of its owner uses is released.</summary>
    public void End(BoardLease lease)
    {
        lock (_gate)
        {
            lease.IsEnded = true;
            foreach (var (part, claim) in _claims)
            {
                // Released before the part is anybody's again, hence under the lock.
                if (claim.Leases.Remove(lease) && claim.Leases.Count == 0)
                {
                    _claims.Remove(part);
                    Release(claim);
                }
            }
        }
    }

    private static void Release(Claim claim)
    {
        try
        {
            claim.Release();
        }
        catch (HardwareException)
        {
            // A port that was unplugged cannot be closed; the next who uses it is told what is wrong with it.
        }
    }

    private sealed record Claim(string Owner, Action Release)
    {
        public HashSet<BoardLease> Leases { get; } = [];
    }
}
