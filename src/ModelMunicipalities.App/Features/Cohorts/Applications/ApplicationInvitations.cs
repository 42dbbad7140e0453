using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Tells invited organisations that they may apply, once applications are open: those who have a function there, else the
/// contact, who is then invited to be its key person. Where there is neither, the coordinator's page says so.
/// </summary>
internal sealed class ApplicationInvitations(AppDb db, Caller caller, Letters letters, Inviter inviter, Show show)
{
    /// <summary>
    /// Saves what is being saved only while the cohort is as it was read. Else one could be invited, or a contact named, just
    /// while applications open, and neither act would tell them.
    /// </summary>
    public void HoldStage(Cohort cohort) => db.Entry(cohort).Property(c => c.Version).IsModified = true;

    public async Task SendAsync(Cohort cohort, IReadOnlyCollection<Application> invited, CancellationToken ct)
    {
        if (!cohort.Stage.Allows(CohortAct.Apply))
        {
            return;
        }

        var ids = invited.Select(a => a.OrganisationId).ToList();
        var organisations = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var people = (await letters.PeopleOfEachAsync(ids, ct)).ToLookup(p => p.OrganisationId);
        foreach (var application in invited)
        {
            var organisation = organisations[application.OrganisationId];
            var there = people[organisation.Id].ToList();
            letters.Send(
                MailTopic.Programme,
                there,
                () => Texts.Mail_ApplySubject(caller.Network!.Name, cohort.Name),
                _ =>
                    About(cohort, organisation.Name)
                        .Append(letters.To(Links.Application(caller.Network!.Slug, cohort.Slug, organisation.Slug)))
            );
            if (there.Count == 0 && application is { ContactName: { } name, ContactEmail: { } email })
            {
                await inviter.InviteAsync(name, email, organisation, Function.KeyPerson, null, ct, about: () =>
                    About(cohort, organisation.Name)
                );
            }
        }
    }

    private IEnumerable<LetterPart?> About(Cohort cohort, string organisation) =>
        [Texts.Mail_Apply(organisation, cohort.Name), cohort.ApplyBy is { } by ? Texts.Mail_ApplyBy(show.Date(by)) : null];
}
