namespace ModelMunicipalities.Domain.Assessments;

/// <summary>
/// What a reader knows beside the figures. She may know an answer, when she could have read it at some time; she knows it
/// for sure when she could read it at the moment when it first stood in an edition, since that is what stood there then.
/// Single functions' answers she may know, from talking, and never for sure.
/// </summary>
internal sealed class Knowledge
{
    private readonly HashSet<(int Organisation, int Occasion)> _answers = [];
    private readonly HashSet<(int Organisation, int Edition)> _sure = [];
    private readonly HashSet<int> _organisations = [];

    /// <summary>Nothing.</summary>
    public Knowledge() { }

    /// <summary>What somebody knows, and some answers more that she may know.</summary>
    public Knowledge(Knowledge of, IEnumerable<(int Organisation, int Occasion)> more)
    {
        (_answers, _sure, _organisations) = ([.. of._answers], [.. of._sure], [.. of._organisations]);
        Add(more);
    }

    /// <summary>Of whom she may know something.</summary>
    public IReadOnlyCollection<int> Organisations => _organisations;

    /// <summary>How many answers she may know.</summary>
    public int Count => _answers.Count;

    public bool MayKnow(int organisation, int occasion) => _answers.Contains((organisation, occasion));

    public bool IsSure(Basis basis, int organisation, int edition) =>
        basis == Basis.Consensus && _sure.Contains((organisation, edition));

    /// <summary>Some answers that she may know from now on.</summary>
    public void Add(IEnumerable<(int Organisation, int Occasion)> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Add(answer);
            _organisations.Add(answer.Organisation);
        }
    }

    /// <summary>She reads what those she is together with have answered, as an edition takes it up.</summary>
    public void ReadWhatIsNew(int edition, int occasion, IEnumerable<Acquaintance> together) =>
        _sure.UnionWith(together.Where(t => MayKnow(t.Organisation, occasion)).Select(t => (t.Organisation, edition)));
}
