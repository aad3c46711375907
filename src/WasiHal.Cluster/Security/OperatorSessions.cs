using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WasiHal.Cluster.Security;

/// <summary>The browsers that are signed in. In memory: with the process they end. Safe from any thread.</summary>
internal sealed class OperatorSessions(TimeProvider time)
{
    /// <summary>Browsers at once; another one ends the one that was used least lately.</summary>
    public const int Most = 32;

    /// <summary>A session that was not used for so long has ended.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(12);

    /// <summary>A session ends after it, used or not.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OperatorSession> _sessions = [];

    /// <summary>Begins one.</summary>
    /// <returns>The id, for the browser alone.</returns>
    public (string Id, OperatorSession Session) Begin()
    {
        var (id, session) = (Secret(), new OperatorSession(Secret(), time.GetTimestamp()));
        lock (_lock)
        {
            Sweep();
            if (_sessions.Count >= Most)
            {
                _sessions.Remove(_sessions.MinBy(known => known.Value.Used).Key);
            }

            _sessions[Key(id)] = session;
        }

        return (id, session);
    }

    /// <summary>The session of an id; null when there is none or it has ended.</summary>
    public OperatorSession? Find(string? id)
    {
        lock (_lock)
        {
            if (Look(id) is not { } session)
            {
                return null;
            }

            session.Used = time.GetTimestamp();
            return session;
        }
    }

    /// <summary>Whether the session of an id goes on. To ask is no use of it.</summary>
    public bool IsAlive(string? id)
    {
        lock (_lock)
        {
            return Look(id) is not null;
        }
    }

    /// <summary>Ends one.</summary>
    public void End(string id)
    {
        lock (_lock)
        {
            _sessions.Remove(Key(id));
        }
    }

    /// <summary>Ends all.</summary>
    public void EndAll()
    {
        lock (_lock)
        {
            _sessions.Clear();
        }
    }

    // By its hash: how long a look takes says nothing about the id.
    private static string Key(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private OperatorSession? Look(string? id)
    {
        Sweep();
        return id is { Length: > 0 and <= 64 } ? _sessions.GetValueOrDefault(Key(id)) : null;
    }

    private void Sweep()
    {
        foreach (var (key, session) in _sessions.ToList())
        {
            if (time.GetElapsedTime(session.Used) >= LongestIdle || time.GetElapsedTime(session.Begin) >= Longest)
            {
                _sessions.Remove(key);
            }
        }
    }
}
