namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// What pairs cost, in whole millionths of a kilometre: sums of integers are the same in any order, so equal is equal and a
/// proof is a proof.
/// </summary>
internal sealed class PairCosts
{
    public const double UnitsPerKm = 1e6;

    private readonly PairingWeights _weights;
    private readonly GreatCircle.Place[] _places;
    private readonly double[] _doublings;
    private readonly string[][] _focus;

    public PairCosts(IReadOnlyList<PairingOrganisation> organisations, PairingWeights weights)
    {
        _weights = weights;
        _places = [.. organisations.Select(o => new GreatCircle.Place(o.Latitude, o.Longitude))];
        _doublings = [.. organisations.Select(o => o.Population > 0 ? Math.Log2(o.Population) : double.NaN)];
        _focus = [.. organisations.Select(o => o.Focus.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray())];
    }

    public static double Kilometres(long units) => units / UnitsPerKm;

    public double Distance(int a, int b) => GreatCircle.Kilometres(_places[a], _places[b]);

    public long Units(int a, int b)
    {
        var kilometres = _weights.Distance == 0 ? 0 : _weights.Distance * Distance(a, b);
        var doublings = Math.Abs(_doublings[a] - _doublings[b]);
        if (_weights.Size > 0 && doublings > 0)
        {
            kilometres += _weights.Size * doublings;
        }

        if (_weights.Focus > 0 && _focus[a].Length > 0 && _focus[b].Length > 0)
        {
            var common = Common(_focus[a], _focus[b]);
            kilometres += _weights.Focus * (1 - ((double)common / (_focus[a].Length + _focus[b].Length - common)));
        }

        return (long)Math.Round(kilometres * UnitsPerKm);
    }

    private static int Common(string[] a, string[] b)
    {
        var common = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length; )
        {
            var order = string.CompareOrdinal(a[i], b[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common;
    }
}
