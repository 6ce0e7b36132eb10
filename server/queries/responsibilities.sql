-- Every responsibility, past and coming ones too: sector by sector, the lead first, the city before its townships.
select sector_code as "sectorCode", department_code as "departmentCode", area_code as "areaCode", role, source, valid_from::text as "validFrom", valid_to::text as "validTo"
from responsibilities
order by sector_code collate "C", area_code collate "C" nulls first, role = 'joint', department_code collate "C", valid_from, id
