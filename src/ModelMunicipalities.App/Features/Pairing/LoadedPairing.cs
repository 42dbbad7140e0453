using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>
/// Who is to be paired in a cohort, as it now is: its participants, and its mentors with the places they offer.
/// </summary>
internal sealed class LoadedPairing
{
    private LoadedPairing(Cohort cohort, IReadOnlyList<PairingParty> all)
    {
        Cohort = cohort;
        All = all;
        Participants = [.. all.Where(s => s.Participation is { Role: CohortRole.Participant, IsActive: true })];
        Mentors = [.. all.Where(s => s.Participation.HasPlaces)];
        Basis = Fingerprint();
    }

    public Cohort Cohort { get; }

    /// <summary>Everybody who takes part or has, by name.</summary>
    public IReadOnlyList<PairingParty> All { get; }

    /// <summary>The participants that have not left.</summary>
    public IReadOnlyList<PairingParty> Participants { get; }

    /// <summary>The mentors that can be given participants.</summary>
    public IReadOnlyList<PairingParty> Mentors { get; }

    /// <summary>Changes whenever a proposal made for these would have to be made anew.</summary>
    public string Basis { get; }

    public PairingParty? Find(string slug) => All.FirstOrDefault(s => s.Organisation.Slug == slug);

    public PairingParty? Find(int organisationId) => All.FirstOrDefault(s => s.Organisation.Id == organisationId);

    /// <summary>Whom each participant has, or had, in the groups that were announced: a mentor that has left too.</summary>
    public IReadOnlyList<Pair> Current =>
        [
            .. from p in Participants
            where p.Participation.GroupId is not null
            let mentor = All.FirstOrDefault(m =>
                m.Participation.Role == CohortRole.Mentor && m.Participation.GroupId == p.Participation.GroupId
            )
            where mentor is not null
            select new Pair(mentor.Organisation.Slug, p.Organisation.Slug),
        ];

    public static async Task<LoadedPairing?> LoadAsync(AppDb db, string cohort, CancellationToken ct)
    {
        var found = await db.Cohorts.SingleOrDefaultAsync(c => c.Slug == cohort, ct);
        if (found is null)
        {
            return null;
        }

        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, ct);
        var taking = await db.Participations.Where(p => p.CohortId == found.Id).ToListAsync(ct);
        return new LoadedPairing(
            found,
            [
                .. taking
                    .Select(p => new PairingParty(
                        p,
                        organisations[p.OrganisationId],
                        AsPaired(organisations[p.OrganisationId], p.Focus, organisations)
                    ))
                    .OrderBy(s => s.Organisation.Name, NameOrder.Swedish),
            ]
        );
    }

    /// <summary>The problem of pairing all of them.</summary>
    public PairingProblem Problem(PairingSettings settings, IReadOnlyList<Pair> locked, IReadOnlyList<Pair> forbidden) =>
        new(
            [.. Participants.Select(p => p.AsPaired)],
            [.. Mentors.Select(m => Places(m.AsPaired, settings.Least, Math.Min(settings.Most, m.Participation.Places!.Value)))],
            settings.Weights,
            locked,
            forbidden,
            settings.Tolerance,
            settings.Repair ? Current : null
        );

    /// <summary>A mentor's bounds: one that offers fewer places than the least gets what it offers.</summary>
    public static MentorPlaces Places(PairingOrganisation mentor, int least, int most) =>
        new(mentor, Math.Min(least, most), most);

    /// <summary>What is refused before any problem can be told: an organisation that is nowhere.</summary>
    public IReadOnlyList<Refusal> WhyNowhere() =>
        [
            .. Participants
                .Concat(Mentors)
                .Where(s => double.IsNaN(s.AsPaired.Latitude))
                .Select(s => Refusal.Invalid("PlaceUnknown", null, s.Organisation.Name)),
        ];

    /// <summary>
    /// An organisation as pairing sees it: one that is a part stands where the whole does, and its size is not known.
    /// </summary>
    private static PairingOrganisation AsPaired(
        Organisation organisation,
        IReadOnlyList<string> focus,
        Dictionary<int, Organisation> all
    )
    {
        var root = organisation;
        for (var depth = 0; root.ParentId is { } parent && Catalogue.Known(root.Code) is null && depth < 5; depth++)
        {
            root = all[parent];
        }

        var whole = Catalogue.Known(root.Code);
        return new PairingOrganisation(
            organisation.Slug,
            organisation.Name,
            whole?.Code ?? root.Slug,
            whole?.Latitude ?? double.NaN,
            whole?.Longitude ?? double.NaN,
            root == organisation ? whole?.Population ?? 0 : 0,
            whole?.County,
            root == organisation ? whole?.Group : null,
            focus
        );
    }

    private string Fingerprint()
    {
        var text = string.Join(
            '\n',
            Participants
                .Select(p => $"p {p.Organisation.Id} {string.Join(',', p.Participation.Focus)}")
                .Concat(
                    Mentors.Select(m =>
                        $"m {m.Organisation.Id} {m.Participation.Places} {string.Join(',', m.Participation.Focus)}"
                    )
                )
                .Order(StringComparer.Ordinal)
        );
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>An organisation's place in a cohort that is being paired.</summary>
internal sealed record PairingParty(Participation Participation, Organisation Organisation, PairingOrganisation AsPaired);
