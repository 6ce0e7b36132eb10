// What may each role do, and how far does it see? The one table that the server itself reads.
import { useTranslation } from 'react-i18next';
import { permissions, roles } from '../../data/contract/access.ts';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';

export function RolesTab() {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <section aria-label={t('admin.tab.roles')}>
      <p className="quiet page-tools-words">{t('admin.roles.what')}</p>
      <div className="table-scroll" tabIndex={0}>
        <table className="plain-table office-table roles-table">
          <thead>
            <tr>
              <th scope="col">{t('admin.grant.role')}</th>
              <th scope="col">{t('admin.roles.reach')}</th>
              {permissions.map((permission) => (
                <th key={permission.id} scope="col">
                  {names.pick(permission.zh, permission.en)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <tr key={role.id}>
                <th scope="row">{names.pick(role.zh, role.en)}</th>
                <td>{t(`admin.roles.reaches.${role.reach}`)}</td>
                {permissions.map((permission) => {
                  const given = (role.may as readonly string[]).includes(permission.id);
                  return (
                    <td key={permission.id} className={given ? 'cell-mark' : 'cell-mark quiet'}>
                      {given ? <Icon name="check" /> : <span aria-hidden="true">–</span>}
                      <span className="visually-hidden">{t(given ? 'admin.roles.may' : 'admin.roles.mayNot')}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
