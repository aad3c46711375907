namespace WasiHal.Durable;

/// <summary>What happens to a database, for a log. Called with the database's lock held: do nothing long.</summary>
internal interface IDatabaseEvents
{
    /// <summary>An empty one was made.</summary>
    /// <param name="path">Its file.</param>
    void Begun(string path);

    /// <summary>It cannot be used; told once until it works again.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="failure">Why.</param>
    void Failed(string path, Exception failure);

    /// <summary>It can be used again.</summary>
    /// <param name="path">Its file.</param>
    void WorksAgain(string path);

    /// <summary>It was damaged and is kept under another name; an empty one takes its place.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="aside">Where the damaged one is.</param>
    /// <param name="damage">What is wrong with it.</param>
    void SetAside(string path, string aside, string damage);
}
